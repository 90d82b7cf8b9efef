import { useState } from 'react'
import type { Server, ServerMode } from '#contracts/servers/schemas.ts'
import { oneOf } from '../../lib/one-of.ts'
import { ReviewDialog } from '../../shared/bulk-actions/review-dialog.tsx'
import { serverModeWords } from '../../shared/servers/status-words.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.bulkActions
const modes: readonly ServerMode[] = ['active', 'draining', 'maintenance']

/** Sets the mode of several servers. Renders nothing for one server. */
export function ModeOfMany({ servers }: { servers: readonly Server[] }) {
  const may = useMay()
  const [isOpen, setIsOpen] = useState(false)
  if (servers.length < 2 || !may('servers.write') || !may('bulk-actions.write')) return null
  return (
    <div className="flex justify-end">
      <Button size="sm" onClick={() => setIsOpen(true)}>
        {text.modeOfMany}
      </Button>
      {isOpen && <ModeOfManyDialog servers={servers} onClose={() => setIsOpen(false)} />}
    </div>
  )
}

function ModeOfManyDialog({ servers, onClose }: { servers: readonly Server[]; onClose: () => void }) {
  const [mode, setMode] = useState<ServerMode>('maintenance')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setPicked((old) => (old.has(id) ? new Set([...old].filter((one) => one !== id)) : new Set([...old, id])))
  return (
    <ReviewDialog
      title={text.modeTitle}
      means={serverModeWords[mode].help}
      label={words.servers.changeMode}
      input={
        picked.size === 0
          ? null
          : { action: 'set-server-mode', target: { ids: [...picked] }, options: { mode } }
      }
      fields={
        <>
          <Field label={words.servers.mode}>
            {(control) => (
              <Select
                {...control}
                value={mode}
                onChange={({ target }) => setMode(oneOf(modes, target.value) ?? mode)}
              >
                {modes.map((one) => (
                  <option key={one} value={one}>
                    {serverModeWords[one].label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <fieldset>
            <legend className="mb-1 font-medium">{text.servers}</legend>
            <div className="max-h-60 divide-y divide-line overflow-y-auto rounded-md border border-line">
              {servers.map(({ id, name, mode: present }) => (
                <label key={id} className="flex cursor-pointer items-center gap-3 px-3 py-2">
                  <input
                    type="checkbox"
                    checked={picked.has(id)}
                    onChange={() => toggle(id)}
                    className="size-4 accent-accent"
                  />
                  <span className="min-w-0 flex-1 wrap-anywhere">
                    <UserText>{name}</UserText>
                  </span>
                  <span className="text-sm text-muted">{serverModeWords[present].label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        </>
      }
      onClose={onClose}
    />
  )
}
