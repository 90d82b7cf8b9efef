import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { serverModeWords } from '../../shared/servers/status-words.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'
import { ModeDialog } from './mode-dialog.tsx'

const text = words.servers

/** The server's mode, and its position in the placement order if it accepts new accounts. */
export function ServerModePanel({ server }: { server: Server }) {
  const [changing, setChanging] = useState(false)
  const { label, help } = serverModeWords[server.mode]
  const usesModeHelp = server.mode !== 'active' || server.placement.selectable
  return (
    <Panel>
      <PanelTitle
        aside={
          <May permission="servers.write">
            <Button size="sm" onClick={() => setChanging(true)}>
              {text.changeMode}
            </Button>
          </May>
        }
      >
        {text.mode}
      </PanelTitle>
      <div className="px-4 py-3">
        <p className="font-medium">{label}</p>
        <p className="text-muted">{usesModeHelp ? help : text.notAccepting(server.placement.reason)}</p>
      </div>
      {server.placement.selectable && (
        <div className="border-t border-line px-4 py-3">
          <h3 className="font-medium">{text.placement}</h3>
          <p>{text.order(server.placement.position)}</p>
          <p className="text-muted">{server.placement.why}</p>
        </div>
      )}
      {changing && <ModeDialog server={server} onClose={() => setChanging(false)} />}
    </Panel>
  )
}
