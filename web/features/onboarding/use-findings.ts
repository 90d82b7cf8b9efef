import { useCallback, useEffect, useRef, useState } from 'react'
import type { FieldPath, UseFormReturn } from 'react-hook-form'
import type { FormFindings } from '#contracts/customers/schemas.ts'
import { client } from '../../lib/api.ts'
import { type AddCustomerValues, addCustomerInput } from './add-customer-values.ts'

type Field = FieldPath<AddCustomerValues>

// What the form's own schema cannot know. The rest the form says itself.
const serverKnows = [
  'email-taken',
  'username-taken',
  'server-full',
  'server-in-maintenance',
  'panel-unavailable',
]

interface Found {
  findings: FormFindings
  /** What stood in the form then: a finding counts while its field still says the same. */
  values: AddCustomerValues
}

/**
 * Asks the server, once a field is left, for what only it knows: an address or username that is taken, customers with
 * a like name. Nothing waits for it, and a failure to ask is no finding.
 */
export function useFindings<Output>(form: UseFormReturn<AddCustomerValues, unknown, Output>) {
  const [found, setFound] = useState<Found | null>(null)
  const asking = useRef<AbortController>(undefined)
  useEffect(() => () => asking.current?.abort(), [])

  const ask = useCallback(() => {
    const values = structuredClone(form.getValues())
    if (!values.email && !values.fullName) return
    asking.current?.abort()
    const controller = new AbortController()
    asking.current = controller
    // Passwords stay here until the form is submitted.
    const body = addCustomerInput({
      ...values,
      password: '',
      provisioning: { ...values.provisioning, password: '' },
    })
    client.customers.validate(body, { signal: controller.signal }).then(
      (findings) => setFound({ findings, values }),
      () => {},
    )
  }, [form])

  const findingOf = (kind: 'errors' | 'warnings', field: Field, value: string): string | undefined => {
    if (!found || valueAt(found.values, field) !== value) return undefined
    return found.findings[kind].find(
      ({ path, code }) => path === field && (kind === 'warnings' || serverKnows.includes(code)),
    )?.message
  }
  return {
    ask,
    /** The error that the server would refuse `value` with. */
    errorOf: (field: Field, value: string) => findingOf('errors', field, value),
    /** What a person may want to look at; it stops nobody. */
    warningOf: (field: Field, value: string) => findingOf('warnings', field, value),
  }
}

function valueAt(values: AddCustomerValues, field: Field): unknown {
  let at: unknown = values
  for (const name of field.split('.'))
    at =
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === name)?.[1]
        : undefined
  return at
}
