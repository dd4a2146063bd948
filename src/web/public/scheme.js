// Runs before the first paint, so that a dark page never flashes light. A file of its own because inline scripts are forbidden by the page's policy.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('belegbar.scheme');
  } catch {
    // Storage may be switched off; the system's scheme is a good answer then.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
