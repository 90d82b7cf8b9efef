import type { Server } from '#contracts/servers/schemas.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'
import { ModeSelect } from './mode-select.tsx'

const text = words.servers

/** Whether it takes accounts, and when its turn is. */
export function ServerStanding({ server }: { server: Server }) {
  return (
    <Panel>
      <PanelTitle>{text.mode}</PanelTitle>
      <div className="px-4 py-3">
        <ModeSelect server={server} />
      </div>
      <div className="border-t border-line px-4 py-3">
        <h3 className="font-medium">{text.placement}</h3>
        <p>{text.order(server.placement.position)}</p>
        <p className="text-muted">{server.placement.why}</p>
      </div>
    </Panel>
  )
}
