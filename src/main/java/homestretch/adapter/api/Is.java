package homestretch.adapter.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one field of a body or an answer. Reading, refusing, writing and the OpenAPI document
 * follow from it and from the component's type.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Is {
  /** What the field says. */
  String value();

  /** An example as JSON; a text may stand without its quotes. */
  String example() default "";

  /** Must be given when the thing is created. */
  boolean required() default false;

  /** Said by the program alone: given in a body, it must be what it is. */
  boolean readOnly() default false;

  /** Given at creation and never changed. */
  boolean fixed() default false;

  /** May be null: there is none, or it is not known. */
  boolean nullable() default false;

  /** Not in every answer. */
  boolean sometimes() default false;

  /** Said in bodies, never in answers. */
  boolean writeOnly() default false;

  /** A text that is a code, or a name that people read. */
  As as() default As.TEXT;

  /** What rule a text follows, beside its length. */
  enum As {
    TEXT,
    /** {@link homestretch.core.store.Code#code}. */
    CODE,
    /** {@link homestretch.core.store.Code#name}. */
    NAME,
    /** {@link homestretch.core.store.Code#slug}. */
    SLUG,
    /** Not empty. */
    SAID,
    /** Not empty: why something is done. */
    REASON
  }

  /** Code points of a text at most. */
  int longest() default 200;

  /** A number's least value; empty: no bound here. */
  String min() default "";

  /** A number lies above it; empty: no bound here. */
  String above() default "";

  /** A number's greatest value; empty: no bound here. */
  String max() default "";

  /** Of a component that is JSON of several kinds: the records that it may be. */
  Class<?>[] either() default {};

  /** The schema of a component that no type says; JSON. */
  String schema() default "";

  /** The texts that there are; empty: any. */
  String[] oneOf() default {};
}
