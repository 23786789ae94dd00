import '@testing-library/jest-dom';

/** jsdom lays nothing out, so that nothing in it ever changes its size. */
global.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
