import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import type { ConnectionField } from '#contracts/panels/schemas.ts'
import { SecretField } from '../../ui/secret-field.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface ConnectionFieldInputProps {
  field: ConnectionField
  registration: UseFormRegisterReturn
  error?: string | undefined
  /** Default: the field's own help. */
  help?: ReactNode
  /** May be empty although the driver requires it. The saved value is then kept. */
  kept?: boolean
}

/** One field of a connection, as the driver describes it. */
export function ConnectionFieldInput({ field, registration, error, help, kept }: ConnectionFieldInputProps) {
  const common = {
    label: field.label,
    optional: kept || !field.required,
    registration,
    error,
    help: help ?? field.help,
  }
  if (field.kind === 'secret') return <SecretField {...common} />
  return (
    <TextField
      {...common}
      literal
      {...(field.kind === 'url' ? { inputMode: 'url' as const } : {})}
      {...(field.placeholder === null ? {} : { placeholder: field.placeholder })}
    />
  )
}
