import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/Input.layer.css';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/controls.css';
import './theme/print.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assert } from '#core/kernel/assert.ts';
import { storedLanguage } from './i18n/language.ts';
import { SpeechProvider } from './i18n/speech.tsx';
import { loadWords } from './i18n/words.ts';
import { fetchMainPages, router } from './router.tsx';
import { inPassing } from './shell/in-passing.ts';
import { Later, Once } from './shell/later.tsx';
import { cssVariables, theme } from './theme/mantine-theme.ts';
import { queries } from './wire/queries.ts';

const Messages = inPassing(async () => (await import('./shell/messages.tsx')).Messages);

const isQuiet = () => router.state.status === 'idle' && queries.isFetching() === 0;

const place = document.getElementById('app');
assert(place !== null, 'index.html has the place for the app');
const schemes = localStorageColorSchemeManager({ key: 'belegbar.scheme' });
const first = await loadWords(storedLanguage());

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={schemes} defaultColorScheme="auto">
      <SpeechProvider first={first}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Later isQuiet={isQuiet}>
            <Messages />
            <Once task={fetchMainPages} />
          </Later>
        </QueryClientProvider>
      </SpeechProvider>
    </MantineProvider>
  </StrictMode>,
);
