import type { Bilingual } from './language.ts';

/** The command line cannot be understood; the message says what and how to mend it. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly sentence: Bilingual;
  constructor(sentence: Bilingual) {
    super(sentence.en);
    this.sentence = sentence;
  }
}
