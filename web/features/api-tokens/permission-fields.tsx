import type { Permission } from '#contracts/access.ts'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'

const text = words.apiTokens

interface PermissionFieldsProps {
  /** Those that the token can have. */
  permissions: readonly Permission[]
  value: readonly Permission[]
  error?: string | undefined
  onChange: (value: Permission[]) => void
}

/** The permissions of a token as checkboxes, by part of the product. */
export function PermissionFields({ permissions, value, error, onChange }: PermissionFieldsProps) {
  const groups = Map.groupBy(permissions, (name) => text.group(name.split('.')[0] ?? name))
  const toggle = (name: Permission, isOn: boolean) =>
    onChange(permissions.filter((one) => (one === name ? isOn : value.includes(one))))
  const reads = permissions.filter((name) => name.endsWith('.read'))
  return (
    <fieldset aria-describedby={error ? 'permissions-error' : undefined}>
      <legend className="mb-1 font-medium">{text.permissions}</legend>
      <fieldset aria-label={text.presetsLabel} className="mb-3 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onChange(reads)}>
          {text.presets.read}
        </Button>
        <Button size="sm" onClick={() => onChange([...permissions])}>
          {text.presets.all}
        </Button>
      </fieldset>
      {error && (
        <p id="permissions-error" className="mb-2 text-sm text-bad">
          {error}
        </p>
      )}
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {[...groups].map(([title, names]) => (
          <fieldset key={title} className="min-w-0">
            <legend className="mb-1 text-sm text-muted">{title}</legend>
            {names.map((name) => (
              <label key={name} className="flex items-start gap-2.5 py-1">
                <input
                  type="checkbox"
                  checked={value.includes(name)}
                  onChange={({ target }) => toggle(name, target.checked)}
                  className="mt-0.5 size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0" title={name}>
                  {text.permission(name)}
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
  )
}
