import { useState } from 'react'
import type { Server, ServerMode } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { serverModeWords } from '../../shared/servers/status-words.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useServerActions } from './use-server-actions.ts'

const text = words.servers
const modes: readonly ServerMode[] = ['active', 'draining', 'maintenance']

/** Active, draining or maintenance, each with its effect. The toast offers to undo the change. */
export function ModeDialog({ server, onClose }: { server: Server; onClose: () => void }) {
  const { refresh } = useServerActions(server.id)
  const [mode, setMode] = useState<ServerMode>(server.mode)
  const change = async (to: ServerMode) => {
    await client.servers.change({ id: server.id, mode: to })
    await refresh()
  }
  const undo = () =>
    change(server.mode).then(
      () => toast.success(text.modeChanged(server.name, serverModeWords[server.mode].label)),
      (error: unknown) => toast.error(explain(error)),
    )
  return (
    <ConfirmDialog
      title={<Sentence text={text.modeOf} values={[server.name]} />}
      confirm={text.changeMode}
      confirming={text.saving}
      blocked={mode === server.mode}
      onConfirm={async () => {
        await change(mode)
        toast.undoable(text.modeChanged(server.name, serverModeWords[mode].label), {
          label: words.common.undo,
          onClick: () => void undo(),
        })
      }}
      onClose={onClose}
    >
      <fieldset className="space-y-1">
        <legend className="sr-only">{text.mode}</legend>
        {modes.map((option) => (
          <label
            key={option}
            className="flex cursor-pointer gap-3 rounded-md border border-line px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="mode"
              value={option}
              checked={mode === option}
              onChange={() => setMode(option)}
              aria-labelledby={`mode-${option}-name`}
              aria-describedby={`mode-${option}`}
              className="mt-0.5 size-4 accent-accent"
            />
            <span className="min-w-0">
              <span id={`mode-${option}-name`} className="block font-medium">
                {serverModeWords[option].label}
              </span>
              <span id={`mode-${option}`} className="block text-sm text-muted">
                {serverModeWords[option].help}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </ConfirmDialog>
  )
}
