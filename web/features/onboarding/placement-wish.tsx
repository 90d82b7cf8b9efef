import { useController, useFormContext } from 'react-hook-form'
import type { Server } from '#contracts/servers/schemas.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import type { HostingValues } from './hosting-values.ts'

const text = words.onboarding
const distinct = (values: readonly string[]) => [...new Set(values)].sort()

/** Limits an automatic choice to a location and to tags. Renders only what the servers have. */
export function PlacementWish({ servers }: { servers: readonly Server[] }) {
  const { control } = useFormContext<HostingValues>()
  const { field: location } = useController({ control, name: 'provisioning.location' })
  const { field: tags } = useController({ control, name: 'provisioning.tags' })
  const locations = distinct(servers.flatMap((server) => server.location ?? []))
  const offered = distinct(servers.flatMap((server) => server.tags))
  const toggle = (tag: string) =>
    tags.onChange(tags.value.includes(tag) ? tags.value.filter((one) => one !== tag) : [...tags.value, tag])
  return (
    <>
      {locations.length > 0 && (
        <Field label={text.wantedLocation} optional>
          {(field) => (
            <Select {...field} value={location.value} onChange={location.onChange}>
              <option value="">{text.anyLocation}</option>
              {locations.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {offered.length > 0 && (
        <fieldset>
          <legend className="mb-1 font-medium">{text.wantedTags}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {offered.map((tag) => (
              <label key={tag} className="flex cursor-pointer items-center gap-2">
                <input
                  type="checkbox"
                  checked={tags.value.includes(tag)}
                  onChange={() => toggle(tag)}
                  className="size-4 accent-accent"
                />
                {tag}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}
