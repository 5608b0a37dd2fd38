// Coming back finds the list as it was left: what was open and unfolded, and where it was scrolled
// to. Numbers only, and only as long as this tab is open; filters are kept by the server.

/** `load(url)` puts that page's results in place of these. */
export async function keepPlace(root, load) {
  const key = `near ${location.pathname}`;
  const list = root.querySelector("[data-list]");
  addEventListener("pagehide", () => {
    const place = { query: numbersOf(location.search), list: list.scrollTop, page: scrollY };
    sessionStorage.setItem(key, JSON.stringify(place));
  });
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // an address that asks for something is followed
  if (!kept || location.search || location.hash) return;
  if (kept.query) {
    root.querySelector("#jump").value = new URLSearchParams(kept.query).get("section") ?? "1";
    if (await load(`?${kept.query}`)) history.replaceState(null, "", `?${kept.query}`);
  }
  list.scrollTop = kept.list;
  scrollTo(0, kept.page);
}

/** What an address says of sections, without its filters. */
function numbersOf(search) {
  const query = new URLSearchParams(search);
  for (const name of [...query.keys()]) {
    if (name !== "section" && name !== "more") query.delete(name);
  }
  return query.toString();
}
