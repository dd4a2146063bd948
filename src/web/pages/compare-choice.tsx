import { NativeSelect } from '@mantine/core';
import type { ComparisonWire } from '#protocol/endpoints-compare.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Look } from './compare.tsx';
import { letters } from './compare-words.ts';

/** Which three: adopted definitions and templates, each once. */
export function CompareChoice({ comparison, look }: { readonly comparison: ComparisonWire; readonly look: Look }) {
  const { words, language } = useSpeech();
  const texts = words.compare;
  const chosen = comparison.definitions.map(({ ref }) => ref);
  const choose = (index: number, ref: string) => {
    const next = [...chosen];
    next[index] = ref;
    look({ definitions: next.filter((one) => one !== '').join(','), differ: undefined, page: undefined });
  };
  const optionsFor = (index: number) => {
    const free = comparison.choices.filter(({ ref }) => ref === chosen[index] || !chosen.includes(ref));
    const option = ({ ref, title }: (typeof free)[number]) => ({ value: ref, label: title[language] });
    const adopted = free.filter((one) => one.adopted).map(option);
    const templates = free.filter((one) => !one.adopted).map(option);
    return [
      ...(index === 2 || chosen[index] === undefined ? [{ value: '', label: texts.none }] : []),
      ...(adopted.length === 0 ? [] : [{ group: texts.adopted, items: adopted }]),
      ...(templates.length === 0 ? [] : [{ group: texts.templates, items: templates }]),
    ];
  };
  return (
    <details className="compare__choose no-print">
      <summary>{texts.choose}</summary>
      <div className="compare__selects">
        {letters.map((letter, index) => (
          <NativeSelect
            key={letter}
            label={texts.place(letter)}
            data={optionsFor(index)}
            value={chosen[index] ?? ''}
            onChange={(event) => choose(index, event.currentTarget.value)}
          />
        ))}
      </div>
    </details>
  );
}
