import { localStorageColorSchemeManager } from '@mantine/core';

/** The same memory as the app's, so that a page hosted beside it looks alike. */
export const schemes = localStorageColorSchemeManager({ key: 'belegbar.scheme' });
