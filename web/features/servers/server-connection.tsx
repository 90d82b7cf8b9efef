import type { Server } from '#contracts/servers/schemas.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { AuthorityList } from './authority-list.tsx'
import { ConnectionChecks } from './connection-checks.tsx'
import { LastChecked } from './last-checked.tsx'
import { useServerStatistics } from './server-stats.tsx'

const text = words.servers

/** The panel's address and the key's hint. The API never returns the key itself. */
export function ServerConnection({ server, onRotate }: { server: Server; onRotate: () => void }) {
  const { data } = useServerStatistics(server.id)
  // A scheduled check runs only some checks. The others are left out.
  const checks = data?.lastChecks?.filter(({ state }) => state !== 'not-checked')
  return (
    <Panel>
      <PanelTitle
        aside={
          <May permission="servers.connect">
            <Button size="sm" onClick={onRotate}>
              {text.rotate}
            </Button>
          </May>
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
            ? [
                [
                  text.trustedAuthority,
                  <AuthorityList key="authorities" authorities={server.authorities} />,
                ] as const,
              ]
            : []),
          [text.added, <Time key="added" iso={server.createdAt} as="day" />],
        ]}
      />
      <div className="space-y-2 border-t border-line px-4 py-3">
        <h3 className="font-medium">{text.lastTest}</h3>
        <LastChecked server={server} />
        {checks && checks.length > 0 && <ConnectionChecks checks={checks} />}
      </div>
    </Panel>
  )
}
