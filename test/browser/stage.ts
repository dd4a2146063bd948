import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { words as german } from '#web/i18n/de/words.ts';
import { words as english } from '#web/i18n/en/words.ts';
import { openBrowser } from './people.ts';
import { type RunningProduct, startProduct } from './product.ts';

/** What the screens say, by language. */
export const catalogues = { de: german, en: english };

interface Stage {
  readonly product: RunningProduct;
  readonly browser: Browser;
}

/** Opens the product and a browser before the journeys of a file, and closes both after them. */
export function onStage(enter: (stage: Stage) => void): void {
  let product: RunningProduct | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    enter({ product, browser });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });
}
