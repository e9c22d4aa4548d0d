/** On a site that the reader wants checked always: ask for the check, once the page is there. */
chrome.runtime.sendMessage({type: "always"}).catch(() => {});
