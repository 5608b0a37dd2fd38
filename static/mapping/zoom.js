// A larger picture, to be scrolled, where the names need more room.

const LARGEST = 4;

export function createZoom(view, tools) {
  const [smaller, larger] = ["smaller", "larger"].map((name) =>
    tools.querySelector(`[data-${name}]`),
  );
  let level = 1;
  tools.hidden = false;

  function show(next) {
    const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
    const before = view.scrollWidth;
    view.classList.remove(`map__view--${level}`);
    level = next;
    view.classList.add(`map__view--${level}`);
    view.classList.toggle("map__view--zoomed", level > 1);
    const grown = view.scrollWidth / before;
    view.scrollTo(
      middle[0] * grown - view.clientWidth / 2,
      middle[1] * grown - view.clientHeight / 2,
    );
    smaller.disabled = level === 1;
    larger.disabled = level === LARGEST;
  }

  smaller.addEventListener("click", () => show(level - 1));
  larger.addEventListener("click", () => show(level + 1));
}
