import { useState } from 'react'
import type { Server, ServerMode } from '#contracts/servers/schemas.ts'
import { oneOf } from '../../lib/one-of.ts'
import { serverModeWords } from '../../shared/servers/status-words.ts'
import { FormError } from '../../ui/form-error.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { useServerActions } from './use-server-actions.ts'

const modes: readonly ServerMode[] = ['active', 'draining', 'maintenance']

/** Active, draining or maintenance; changed at once. */
export function ModeSelect({ server }: { server: Server }) {
  const { changeMode } = useServerActions(server.id)
  const [failure, setFailure] = useState<string | null>(null)
  return (
    <div>
      <Select
        aria-label={words.servers.modeOf(server.name)}
        value={server.mode}
        onChange={({ target: { value } }) =>
          void changeMode(oneOf(modes, value) ?? server.mode).then(setFailure)
        }
      >
        {modes.map((option) => (
          <option key={option} value={option}>
            {serverModeWords[option].label}
          </option>
        ))}
      </Select>
      <p className="mt-1 text-sm text-muted">
        {server.mode === 'active' && !server.placement.selectable
          ? words.servers.takesNone(server.placement.reason)
          : serverModeWords[server.mode].help}
      </p>
      <FormError message={failure} />
    </div>
  )
}
