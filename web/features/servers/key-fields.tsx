import type { FieldErrors, UseFormRegisterReturn } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { words } from '../../words/index.ts'
import { ConnectionFieldInput } from './connection-field.tsx'

interface KeyFieldsProps {
  panel: PanelDescription
  register: (name: 'apiKey' | 'apiSecret') => UseFormRegisterReturn
  errors: FieldErrors<{ apiKey: string; apiSecret: string }>
  /** Whether the whole key is needed, because the saved one cannot be used. */
  whole?: boolean
}

/**
 * The fields of a new key for a saved server. Unless the whole key is needed, an empty API key means a new secret
 * of the same key.
 */
export function KeyFields({ panel, register, errors, whole = false }: KeyFieldsProps) {
  const fields = panel.connectionFields.flatMap((field) =>
    field.name === 'baseUrl' ? [] : [{ ...field, name: field.name }],
  )
  return fields.map((field) => (
    <ConnectionFieldInput
      key={field.name}
      field={field}
      registration={register(field.name)}
      error={errors[field.name]?.message}
      {...(!whole && field.name === 'apiKey' && fields.length > 1
        ? { kept: true, help: words.servers.rotateSame }
        : {})}
    />
  ))
}
