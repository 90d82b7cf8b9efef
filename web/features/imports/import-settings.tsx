import { useQuery } from '@tanstack/react-query'
import type { ImportDefaults } from '#contracts/imports/schemas.ts'
import { api } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Field } from '../../ui/field.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

const text = words.imports
const hostingKinds = ['none', 'create', 'adopt'] as const
const passwordKinds = ['link', 'generate', 'file'] as const

interface ImportSettingsProps {
  defaults: ImportDefaults
  locked: boolean
  onChange: (defaults: Partial<ImportDefaults>) => void
}

/** The settings of an import: hosting, server and passwords. */
export function ImportSettings({ defaults, locked, onChange }: ImportSettingsProps) {
  const { hosting, serverId, passwords } = defaults
  const servers = useQuery(api.servers.list.queryOptions({ enabled: hosting !== 'none' }))
  return (
    <Panel>
      <PanelTitle>{text.settings}</PanelTitle>
      <div className="grid gap-4 px-4 py-3 sm:grid-cols-2 lg:grid-cols-3">
        <Field label={text.hosting} help={hosting === 'adopt' ? text.adoptHelp : undefined}>
          {(control) => (
            <Select
              {...control}
              disabled={locked}
              value={hosting}
              onChange={({ target }) => {
                const chosen = oneOf(hostingKinds, target.value)
                if (chosen) onChange({ hosting: chosen })
              }}
            >
              {hostingKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {text.hostingKinds[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {hosting !== 'none' && (
          <Field label={text.server} help={text.serverHelp}>
            {(control) => (
              <Select
                {...control}
                disabled={locked}
                value={serverId ?? 'auto'}
                onChange={({ target: { value } }) => onChange({ serverId: value })}
              >
                <option value="auto">{hosting === 'create' ? text.serverAuto : text.serverNone}</option>
                {servers.data?.items.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={text.passwords}>
          {(control) => (
            <Select
              {...control}
              disabled={locked}
              value={passwords}
              onChange={({ target }) => {
                const chosen = oneOf(passwordKinds, target.value)
                if (chosen) onChange({ passwords: chosen })
              }}
            >
              {passwordKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {text.passwordKinds[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </Panel>
  )
}
