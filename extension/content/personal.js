/**
 * Pages that look personal: somebody's mail, record or half-filled form is not sent unless the reader insists.
 */
(() => {
  const cl = (globalThis.claimlight ??= {});
  if (cl.personal) return;

  const MAIL = /^(mail|webmail|outlook|inbox|email)\.|(^|\.)(roundcube|proton\.me|fastmail\.com|zoho\.com|gmx\.(net|com|de)|mail\.ru|yandex\.\w+)$/;
  const MAIL_PATH = /^\/(mail|webmail|owa|roundcube)(\/|$)/i;
  const PORTAL =
    /^portal\.|(^|[./_-])(my-?chart|patient-?(portal|access|login)|portal-?(del-?)?paciente|hasta-?portali|e-?nabiz|follow-?my-?health|(health|medical)-?records?)([./_-]|$)/i;
  const FIELDS = "input:not([type]), input[type='text'], input[type='email'], input[type='tel'], input[type='date'], input[type='number'], textarea";
  // One field is a search or a newsletter; two that were filled in are somebody's own words.
  const FILLED = 2;
  const LETTER = 30;

  /** @param {Element} element */
  const seen = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  /** @param {HTMLInputElement|HTMLTextAreaElement} field */
  const typed = (field) => field.value.trim() !== "" && field.value !== field.defaultValue;

  function beingFilledIn() {
    const all = /** @type {(HTMLInputElement|HTMLTextAreaElement)[]} */ ([...document.querySelectorAll(FIELDS)]);
    const fields = all.filter((field) => field.form && typed(field) && seen(field));
    if (fields.some((field) => field.localName === "textarea" && field.value.length >= LETTER)) return true;
    const forms = new Map();
    for (const {form} of fields) forms.set(form, (forms.get(form) ?? 0) + 1);
    return Math.max(0, ...forms.values()) >= FILLED;
  }

  /**
   * Why the page looks personal, or null.
   * @returns {"mail"|"portal"|"password"|"form"|null}
   */
  cl.personal = () => {
    if (MAIL.test(location.hostname) || MAIL_PATH.test(location.pathname)) return "mail";
    if (PORTAL.test(location.hostname + location.pathname)) return "portal";
    if ([...document.querySelectorAll("input[type='password']")].some(seen)) return "password";
    return beingFilledIn() ? "form" : null;
  };
})();
