import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const stamp: MantineColorsTuple = [
  '#e3eeee',
  '#c9dfe0',
  '#a3c9cc',
  '#79b0b4',
  '#4f979d',
  '#2a7d85',
  '#136871',
  '#0b5560',
  '#07414a',
  '#042e35',
];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  colors: { stamp },
  primaryColor: 'stamp',
  primaryShade: { light: 7, dark: 4 },
  defaultRadius: 2,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Stated, because the styles of a button are chosen by its variant.
    Button: { defaultProps: { variant: 'filled' } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120, transition: 'fade' } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, position: 'bottom-end' } },
  },
});

const inks = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-faint)',
  '--mantine-color-anchor': 'var(--stamp)',
  '--mantine-color-placeholder': 'var(--ink-faint)',
  '--mantine-color-default-border': 'var(--rule)',
  '--mantine-color-error': 'var(--red)',
};

/** Mantine's own colour names point at the tokens, so that both schemes are decided in one place. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: inks, dark: inks });
