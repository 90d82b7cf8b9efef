import type { Server } from '#contracts/servers/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { AuthorityList } from './authority-list.tsx'
import { CheckRungs } from './check-ladder.tsx'
import { LastChecked } from './last-checked.tsx'
import { useServerStatistics } from './server-stats.tsx'

const text = words.servers

/** Where the panel is and with which key it is asked; the key itself never comes back. */
export function ServerConnection({ server, onRotate }: { server: Server; onRotate: () => void }) {
  const { data } = useServerStatistics(server.id)
  // A scheduled check is short: what it leaves out says nothing.
  const rungs = data?.lastChecks?.filter(({ state }) => state !== 'not-checked')
  return (
    <Panel>
      <PanelTitle
        aside={
          <Button size="sm" onClick={onRotate}>
            {text.rotate}
          </Button>
        }
      >
        {text.connection}
      </PanelTitle>
      <Facts
        items={[
          [text.baseUrl, server.baseUrl],
          ...(server.location ? [[text.location, server.location] as const] : []),
          ...(server.apiKeyHint === ''
            ? []
            : [
                [text.apiKey, server.apiKeyHint] as const,
                [
                  text.fingerprint,
                  <code key="fingerprint" className="font-mono text-sm">
                    {server.apiKeyFingerprint}
                  </code>,
                ] as const,
              ]),
          [text.keyEntered, <Time key="key" iso={server.keyChangedAt} />],
          ...(server.baseUrl.startsWith('https:')
            ? [[text.trusts, <AuthorityList key="trusts" authorities={server.authorities} />] as const]
            : []),
          [text.added, <Time key="added" iso={server.createdAt} as="day" />],
        ]}
      />
      <div className="space-y-2 border-t border-line px-4 py-3">
        <h3 className="font-medium">{text.lastTest}</h3>
        <LastChecked server={server} />
        {rungs && rungs.length > 0 && <CheckRungs checks={rungs} />}
      </div>
    </Panel>
  )
}
