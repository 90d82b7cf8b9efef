import { type FormEvent, useRef, useState } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import { sortOntoFields } from './form-problem.ts'
import { ApiError, explain } from './problem.ts'

interface FormSubmit<Values extends FieldValues, Output extends FieldValues> {
  form: UseFormReturn<Values, unknown, Output>
  /** The fields that can show a message, in form order. */
  fields: readonly FieldPath<Values>[]
  /** Maps a path of the API response to the form's path. */
  rename?: (path: string) => string
  send: (body: Output) => Promise<void>
  /** Returns another text for some failures, or null for the default text. */
  say?: (error: unknown) => string | null
}

/**
 * Submits once, even after several clicks. Refusals are shown at their fields, and the first one gets the focus.
 * The typed values are always kept.
 */
export function useFormSubmit<Values extends FieldValues, Output extends FieldValues>({
  form,
  fields,
  rename,
  send,
  say,
}: FormSubmit<Values, Output>) {
  const [failure, setFailure] = useState<string | null>(null)
  const underWay = useRef(false)

  const refuse = (error: unknown) => {
    const own = say?.(error)
    if (own) return setFailure(own)
    if (!(error instanceof ApiError)) return setFailure(explain(error))
    const { fields: found, rest } = sortOntoFields(error, fields, rename)
    let focused = false
    for (const field of fields) {
      const message = found[field]
      if (!message) continue
      form.setError(field, { type: 'refused', message }, { shouldFocus: !focused })
      focused = true
    }
    setFailure(rest && (error.problem.status === 401 || !error.problem.errors) ? explain(error) : rest)
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // React passes events up through portals: a form in a dialog must not submit the form behind it.
    event.stopPropagation()
    if (underWay.current) return
    underWay.current = true
    setFailure(null)
    try {
      await form.handleSubmit((body) => send(body).catch(refuse))(event)
    } finally {
      underWay.current = false
    }
  }

  return { submit, failure, sending: form.formState.isSubmitting }
}
