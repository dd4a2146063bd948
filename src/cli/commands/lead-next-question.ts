import type { Json } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { questionText } from '#protocol/question-words.ts';
import { nextQuestions } from '#usecases/next-question.ts';
import { answerWords } from '../answer-words.ts';
import type { Command } from '../command.ts';

export const leadNextQuestion: Command = {
  name: 'lead next-question',
  summary: {
    de: 'zeigt, was als Nächstes zu fragen ist, damit ein offener Fall entschieden werden kann',
    en: 'shows what to ask next so that an open case can be decided',
  },
  arguments: [{ name: 'subject', help: { de: 'Fall, etwa lead:…', en: 'case, such as lead:…' } }],
  options: { definition: { value: '<key>', help: { de: 'nur diese Definition', en: 'only this definition' } } },
  async run(typed, context) {
    const definition = typed.option('definition');
    const request = { subject: typed.argument('subject'), ...(definition === undefined ? {} : { definition }) };
    const asked = valueOrThrow(await nextQuestions(await context.ports(), await context.asker(), request));
    const lines = asked.flatMap(({ definition: name, answer, message, questions }) => [
      `${name}: ${context.say(answerWords[answer])}${message === null ? '' : ` (${message})`}`,
      ...questions.map(({ path }, index) => `  ${index + 1}. ${questionText(path, context.language)} (${path})`),
    ]);
    return { json: { definitions: asked as unknown as Json }, text: lines.join('\n') };
  },
};
