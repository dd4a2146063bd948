import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Json, JsonObject } from '#core/kernel/canonical-json.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { ruleWords } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { type Slot, type SlotGroup, slotGroups, withValueAt } from './slots.ts';
import type { DraftAtWork } from './use-draft.ts';

interface SnapshotEditorProps {
  readonly work: DraftAtWork;
  readonly snapshot: JsonObject;
  readonly onChange: (snapshot: JsonObject) => void;
}

/** What is known about the case of an example; an empty field is not known. */
export function SnapshotEditor({ work, snapshot, onChange }: SnapshotEditorProps) {
  const { language } = useSpeech();
  const groups = slotGroups(work.draft, work.condition, snapshot, language);
  return (
    <>
      {groups.map((group) =>
        group.list === undefined ? (
          <div key={group.variable} className="draft-grid">
            {group.slots.map((slot) => (
              <SlotInput
                key={slot.key}
                slot={slot}
                value={valueIn(snapshot[group.variable], slot.key)}
                onChange={(value) => onChange(withValueAt(snapshot, group.variable, undefined, slot.key, value))}
              />
            ))}
          </div>
        ) : (
          <Members key={group.variable} group={group} snapshot={snapshot} onChange={onChange} />
        ),
      )}
    </>
  );
}

function valueIn(record: Json | undefined, key: string): Json | undefined {
  return isObject(record) ? record[key] : undefined;
}

function Members({ group, snapshot, onChange }: Omit<SnapshotEditorProps, 'work'> & { readonly group: SlotGroup }) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const { variable, list, slots } = group;
  const found = snapshot[variable];
  const members: readonly Json[] = Array.isArray(found) ? found : [];
  const one = list === undefined ? variable : ruleWords(language).lists[list].one;
  const id = `${variable.replace(/s$/, '')}:${members.length + 1}`;
  const blank: JsonObject = list === 'touches' ? {} : { id };
  return (
    <div className="stack">
      {members.map((member, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: members of a list stand in their order and are nothing else.
        <fieldset key={index} className="draft-example__form fill">
          <legend className="small faint">
            {one} {index + 1}
          </legend>
          <div className="draft-grid">
            {slots.map((slot) => (
              <SlotInput
                key={slot.key}
                slot={slot}
                value={valueIn(member, slot.key)}
                onChange={(value) => onChange(withValueAt(snapshot, variable, index, slot.key, value))}
              />
            ))}
          </div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange({ ...snapshot, [variable]: members.filter((_, at) => at !== index) })}
          >
            {texts.removeMember(`${one} ${index + 1}`)}
          </Button>
        </fieldset>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...snapshot, [variable]: [...members, blank] })}>
        {texts.addMember(one)}
      </Button>
    </div>
  );
}

interface SlotInputProps {
  readonly slot: Slot;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

function SlotInput({ slot, value, onChange }: SlotInputProps) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const nothing = { value: '', label: texts.notKnown };
  if (slot.type === 'grade') {
    const data = [nothing, ...['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade }))];
    return (
      <NativeSelect
        label={slot.label}
        data={data}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
    );
  }
  if (slot.type === 'bool') {
    const data = [nothing, { value: 'true', label: texts.yes }, { value: 'false', label: texts.no }];
    return (
      <NativeSelect
        label={slot.label}
        data={data}
        value={typeof value === 'boolean' ? String(value) : ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'true')}
      />
    );
  }
  const number = slot.type === 'int';
  return (
    <TextInput
      label={slot.label}
      placeholder={texts.notKnown}
      inputMode={number ? 'numeric' : 'text'}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => onChange(read(event.currentTarget.value, slot.type, value))}
    />
  );
}

/** What is typed as the value it is; a number that is none is left as it was. */
function read(text: string, type: Slot['type'], before: Json | undefined): Json | undefined {
  if (text === '') return undefined;
  const whole = /^-?\d{1,15}$/.test(text.trim());
  if (type === 'int') return whole ? Number(text) : before;
  if (type === 'any' && whole) return Number(text);
  return text;
}
