import './today-stories.css';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '#protocol/endpoint.ts';
import { listDemoStories } from '#protocol/endpoints-demo.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type Story = AnswerOf<typeof listDemoStories>['stories'][number];

/** What the demo was made to show, each with the way to where it can be seen. */
export function DemoStories() {
  const { words } = useSpeech();
  const here = useHere();
  const mayFollow = ({ place }: Story) => place.page === 'claim' || here.may(place.page === 'line' ? 'statements.read' : 'facts.read');
  return (
    <section className="block today__wide">
      <h2>{here.may('statements.read') && here.may('facts.read') ? words.demo.allStories : words.demo.stories}</h2>
      <Answered of={asking(here.slug, listDemoStories, {})} lines={3}>
        {({ stories }) =>
          stories.length === 0 ? (
            <p className="soft">{words.demo.noStories}</p>
          ) : (
            <>
              <p className="soft">{words.demo.storiesLead}</p>
              <ol className="stories">
                {stories.filter(mayFollow).map((story) => (
                  <li key={story.id}>
                    <StoryText story={story} />
                  </li>
                ))}
              </ol>
              {here.membership.role === 'owner' ? (
                <p className="block__foot">
                  {words.ownCompany.linkText} <Link to="/own-company">{words.ownCompany.link}</Link>
                </p>
              ) : null}
            </>
          )
        }
      </Answered>
    </section>
  );
}

function StoryText({ story }: { readonly story: Story }) {
  const { language } = useSpeech();
  return (
    <>
      <StoryLink story={story}>{story.title[language]}</StoryLink>
      <p className="small soft">{story.text[language]}</p>
    </>
  );
}

function StoryLink({ story: { place }, children }: { readonly story: Story; readonly children: ReactNode }) {
  const { slug: workspace } = useHere();
  switch (place.page) {
    case 'compare':
      return (
        <Link to="/w/$workspace/definitions/compare" params={{ workspace }} search={{ definitions: place.definitions.join(',') }}>
          {children}
        </Link>
      );
    case 'claim':
      return (
        <Link
          to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
          params={{ workspace, agreement: place.agreement, component: place.component, subject: place.subject }}
        >
          {children}
        </Link>
      );
    case 'line':
      return (
        <Link to="/w/$workspace/money/$statement" params={{ workspace, statement: place.statement }} hash={`line-${place.n}`}>
          {children}
        </Link>
      );
  }
}
