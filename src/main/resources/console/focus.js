// Where the focus goes when what had it is gone: a row that was removed, a form that was drawn anew,
// a button that has nothing more to do.

const isGone = (element) => !element.isConnected || element.disabled;

/**
 * Gives the focus to the nearest that is still there of what held the lost one, else to the heading
 * of the dialog or page: who goes by keyboard does not start again at the top.
 *
 * @returns ends it
 */
export function keepFocus(main) {
  let chain = [];
  const seen = (event) => {
    chain = [];
    for (let at = event.target; at && at !== main; at = at.parentElement) chain.push(at);
  };
  // Somebody went elsewhere; what is removed is left for nothing.
  const left = (event) => {
    if (event.relatedTarget) chain = [];
  };
  const lost = () => {
    const at = document.activeElement;
    if (chain.length === 0 || !isGone(chain[0]) || (at !== document.body && at !== chain[0])) return;
    const dialog = main.querySelector("dialog[open]");
    const near = chain.find((each) => !isGone(each) && each.tabIndex >= 0 && (!dialog || dialog.contains(each)));
    chain = [];
    (near ?? dialog?.querySelector("h2") ?? main.querySelector("h1"))?.focus({ preventScroll: true });
  };
  const watch = new MutationObserver(lost);
  watch.observe(main, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  main.addEventListener("focusin", seen);
  main.addEventListener("focusout", left);
  return () => {
    watch.disconnect();
    main.removeEventListener("focusin", seen);
    main.removeEventListener("focusout", left);
  };
}
