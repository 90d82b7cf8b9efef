import { useFormContext } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { AuthorityField } from './authority-field.tsx'
import { ConnectionFieldInput } from './connection-field.tsx'
import { KeyNeeds } from './key-needs.tsx'
import { SavedKey } from './saved-key.tsx'
import type { ServerValues } from './server-values.ts'

const text = words.servers

interface ServerFieldsProps {
  /** The panel whose fields are shown. */
  panel: PanelDescription
  /** The available panels. A saved server keeps its panel. */
  panels: readonly PanelDescription[]
  /** The edited server. Absent for a new server. */
  saved?: Server | undefined
}

/** The name, the connection as the driver describes it, and the place for new accounts. */
export function ServerFields({ panel, panels, saved }: ServerFieldsProps) {
  const { register, formState } = useFormContext<ServerValues>()
  const { errors } = formState
  const inputs = (fields: PanelDescription['connectionFields']) =>
    fields.map((field) => (
      <ConnectionFieldInput
        key={field.name}
        field={field}
        registration={register(field.name)}
        error={errors[field.name]?.message}
      />
    ))
  return (
    <>
      <TextField label={text.name} registration={register('name')} error={errors.name?.message} />
      {!saved && panels.length > 1 && (
        <Field label={text.driver} error={errors.driver?.message}>
          {(control) => (
            <Select {...control} {...register('driver')}>
              {panels.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {saved ? (
        <>
          {inputs(panel.connectionFields.filter(({ name }) => name === 'baseUrl'))}
          <SavedKey panel={panel} saved={saved} />
        </>
      ) : (
        <>
          {inputs(panel.connectionFields)}
          <KeyNeeds panel={panel} />
        </>
      )}
      <AuthorityField saved={saved} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={text.capacity}
          inputMode="numeric"
          registration={register('capacity')}
          error={errors.capacity?.message}
          help={text.capacityHelp}
        />
        <TextField
          label={text.location}
          optional
          registration={register('location')}
          error={errors.location?.message}
        />
        <TextField
          label={text.tags}
          optional
          literal
          registration={register('tags')}
          error={errors.tags?.message}
          help={text.tagsHelp}
        />
        <TextField
          label={text.weight}
          inputMode="numeric"
          registration={register('placementWeight')}
          error={errors.placementWeight?.message}
          help={text.weightHelp}
        />
        {saved && (
          <TextField
            label={text.maxConcurrentRequests}
            optional
            inputMode="numeric"
            registration={register('maxConcurrentRequests')}
            error={errors.maxConcurrentRequests?.message}
            help={text.maxConcurrentRequestsHelp}
          />
        )}
      </div>
    </>
  )
}
