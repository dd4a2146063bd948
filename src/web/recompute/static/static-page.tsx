import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '../../theme/fonts.css';
import '../../theme/tokens.css';
import '../../theme/base.css';
import '../../theme/controls.css';
import '../../theme/print.css';
import './static-page.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assert } from '#core/kernel/assert.ts';
import { storedLanguage } from '../../i18n/language.ts';
import { SpeechProvider } from '../../i18n/speech.tsx';
import { loadWords } from '../../i18n/words.ts';
import { theme } from '../../theme/mantine-theme.ts';
import { RecomputeDesk } from '../recompute-desk.tsx';
import { StaticFrame } from './static-frame.tsx';
import { schemes } from './stored-scheme.ts';

/** The recompute page as files that anyone can host: no server behind it, no router, no style written at run time. */
async function show(): Promise<void> {
  const place = document.getElementById('app');
  assert(place !== null, 'index.html has the place for the page');
  const first = await loadWords(storedLanguage());
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <SpeechProvider first={first}>
          <StaticFrame>
            <RecomputeDesk />
          </StaticFrame>
        </SpeechProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void show();
