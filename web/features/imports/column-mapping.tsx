import { type ImportField, importFields } from '#contracts/imports/fields.ts'
import type { ImportColumn } from '#contracts/imports/schemas.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.imports
const secret: readonly (ImportField | null)[] = ['password', 'hostingPassword']

interface ColumnMappingProps {
  columns: readonly ImportColumn[]
  locked: boolean
  onChange: (column: string, field: ImportField | null) => void
}

/** The meaning of each column of the file, with its first values. A field can be chosen once. */
export function ColumnMapping({ columns, locked, onChange }: ColumnMappingProps) {
  const taken = new Set(columns.map(({ mappedTo }) => mappedTo))
  return (
    <Panel>
      <PanelTitle>{text.columns}</PanelTitle>
      <p className="px-4 pt-3 text-sm text-muted">{text.columnsHelp}</p>
      <ul className="divide-y divide-line">
        {columns.map(({ name, samples, mappedTo }) => (
          <li
            key={name}
            className="grid items-center gap-x-6 gap-y-1.5 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_14rem]"
          >
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">
                <UserText>{name}</UserText>
              </p>
              <p className="text-sm text-muted wrap-anywhere">
                {secret.includes(mappedTo) ? (
                  text.hiddenSamples
                ) : samples.length === 0 ? (
                  text.noSamples
                ) : (
                  <UserText>{samples.join(', ')}</UserText>
                )}
              </p>
            </div>
            <Select
              aria-label={text.columnOf(name)}
              disabled={locked}
              value={mappedTo ?? ''}
              onChange={({ target: { value } }) => onChange(name, oneOf(importFields, value) ?? null)}
            >
              <option value="">{text.notUsed}</option>
              {importFields.map((field) => (
                <option key={field} value={field} disabled={field !== mappedTo && taken.has(field)}>
                  {text.fields[field]}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
