import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { AgreementSummaryWire } from '#protocol/endpoints-agreements.ts';
import { readFunnel } from '#protocol/endpoints-facts.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Mark } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** The way to the first statement, ticked by what is there; the next step is the only button. */
export function FirstSteps({ agreements }: { readonly agreements: readonly AgreementSummaryWire[] }) {
  const { words } = useSpeech();
  const texts = words.today;
  const here = useHere();
  const navigate = useNavigate();
  const funnel = useQuery(asking(here.slug, readFunnel, {}));
  const params = { workspace: here.slug };
  const inForce = agreements.find((one) => one.state === 'in_force');
  const [first] = agreements;
  const toAgreement = () =>
    first === undefined
      ? navigate({ to: '/w/$workspace/agreements', params })
      : navigate({ to: '/w/$workspace/agreements/$agreement', params: { ...params, agreement: first.id } });
  const toSettle = () =>
    inForce === undefined
      ? undefined
      : navigate({ to: '/w/$workspace/agreements/$agreement/settle', params: { ...params, agreement: inForce.id } });
  const steps = [
    {
      title: texts.stepImport,
      text: texts.stepImportText,
      done: (funnel.data?.rows.length ?? 0) > 0,
      go: () => navigate({ to: '/w/$workspace/imports', params }),
    },
    { title: texts.stepAgree, text: texts.stepAgreeText, done: inForce !== undefined, go: toAgreement },
    { title: texts.stepSettle, text: texts.stepSettleText, done: false, go: toSettle },
  ];
  const next = steps.findIndex((step) => !step.done);
  return (
    <section className="today__wide stack">
      <div>
        <h2>{texts.startTitle}</h2>
        <p className="soft">{texts.startLead}</p>
      </div>
      <ol className="path-steps fill">
        {steps.map((step, index) => (
          <li key={step.title} data-state={step.done ? 'done' : index === next ? 'next' : 'later'}>
            {step.done ? (
              <Mark icon="check" tone="proven">
                {texts.done}
              </Mark>
            ) : (
              <Mark icon={index === next ? 'arrow' : 'circle'} tone={index === next ? 'plain' : 'quiet'}>
                {`${index + 1} / ${steps.length}`}
              </Mark>
            )}
            <h3>{step.title}</h3>
            <p>{step.text}</p>
            {index === next ? <Button onClick={() => void step.go()}>{step.title}</Button> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
