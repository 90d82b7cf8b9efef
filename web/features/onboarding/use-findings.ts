import { useCallback, useEffect, useRef, useState } from 'react'
import type { FieldPath, UseFormReturn } from 'react-hook-form'
import type { FormFindings } from '#contracts/customers/schemas.ts'
import { client } from '../../lib/api.ts'
import { type AddCustomerValues, addCustomerInput } from './add-customer-values.ts'

type Field = FieldPath<AddCustomerValues>

// Error codes that the form's own schema cannot detect.
const serverKnows = [
  'email-taken',
  'username-taken',
  'server-full',
  'server-in-maintenance',
  'panel-unavailable',
]

export interface Found {
  findings: FormFindings
  /** The form's values at that time. A finding is valid while its field is unchanged. */
  values: AddCustomerValues
}

/**
 * Asks the server for problems that only the server can detect, when a field loses the focus: a taken email or
 * username, customers with a similar name. A failed request is not a finding.
 */
export function useFindings<Output>(form: UseFormReturn<AddCustomerValues, unknown, Output>) {
  const [found, setFound] = useState<Found | null>(null)
  const asking = useRef<AbortController>(undefined)
  useEffect(() => () => asking.current?.abort(), [])

  const ask = useCallback(async (): Promise<Found | null> => {
    const values = structuredClone(form.getValues())
    if (!values.email && !values.fullName) return null
    asking.current?.abort()
    const controller = new AbortController()
    asking.current = controller
    // Passwords stay here until the form is submitted.
    const body = addCustomerInput({
      ...values,
      password: '',
      provisioning: { ...values.provisioning, password: '' },
    })
    try {
      const next = {
        findings: await client.customers.validate(body, { signal: controller.signal }),
        values,
      }
      setFound(next)
      return next
    } catch {
      return null
    }
  }, [form])

  const findingOf = (kind: 'errors' | 'warnings', field: Field, value: string): string | undefined => {
    if (!found || valueAt(found.values, field) !== value) return undefined
    return found.findings[kind].find(
      ({ path, code }) => path === field && (kind === 'warnings' || serverKnows.includes(code)),
    )?.message
  }
  return {
    ask,
    found,
    /** Returns the error with which the server would refuse `value`. */
    errorOf: (field: Field, value: string) => findingOf('errors', field, value),
    /** A warning for staff that does not block the form. */
    warningOf: (field: Field, value: string) => findingOf('warnings', field, value),
  }
}
export type Findings = ReturnType<typeof useFindings>

function valueAt(values: AddCustomerValues, field: Field): unknown {
  let at: unknown = values
  for (const name of field.split('.'))
    at =
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === name)?.[1]
        : undefined
  return at
}
