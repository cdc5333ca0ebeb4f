// What every module is built with: preact and htm, without a build step.
export {
  html,
  render,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "/admin/assets/preact.js";
