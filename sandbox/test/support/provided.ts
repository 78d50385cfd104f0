/** What the tests of a suite share, made by a hook before them. */

/**
 * Starts something before the tests of the suite around, gives it back fresh for each, and closes
 * it after them.
 *
 * @returns a view of it, which can be used as soon as a test runs.
 */
export function provided<T extends object>(
  start: () => Promise<T>,
  refresh: (started: T) => Promise<void>,
  close: (started: T) => Promise<void>,
): T {
  const view = {} as T;
  before(async () => {
    // Members as they are, getters too: what they give may change with each test.
    Object.defineProperties(view, Object.getOwnPropertyDescriptors(await start()));
  });
  beforeEach(() => refresh(view));
  after(() => close(view));
  return view;
}
