// The part of the demo pages that arrives a second after the rest, as reviews and news do on real sites.
(() => {
  const parts = {
    promotional: {
      title: "What our patients say",
      quote: [
        "“After two exosome infusions ", ["strong", "I threw my walking stick away"],
        " and danced at my daughter’s wedding.”",
      ],
      by: "Marlene, 67, treated for knee arthritis",
    },
    careful: {
      title: "What we learned this year",
      quote: [
        "Of 112 people who asked us about exosomes, ", ["em", "physicians advised 71 against travelling"],
        ". Individual results vary, and we publish no patient stories.",
      ],
      by: "From our yearly letter",
    },
  };

  const element = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  };

  const arrive = () => {
    const part = parts[document.body.dataset.page];
    const quote = part.quote.map((piece) => (Array.isArray(piece) ? element(...piece) : piece));
    document.getElementById("late").append(
      element("h2", part.title),
      element("blockquote", element("p", ...quote), element("footer", part.by)),
    );
  };
  setTimeout(arrive, 1000);
})();
