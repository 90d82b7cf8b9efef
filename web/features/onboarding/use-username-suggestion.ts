import { useCallback, useEffect, useRef } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import { useSettled } from '../../lib/use-settled.ts'
import type { PanelChoice } from '../../shared/servers/use-panel-choice.ts'
import type { AddCustomerValues } from './add-customer-values.ts'
import type { Findings, Found } from './use-findings.ts'

const settleMs = 200

interface Suggestion<Output> {
  form: UseFormReturn<AddCustomerValues, unknown, Output>
  findings: Findings
  panelOf: PanelChoice
}

/**
 * Suggests a username from the email address until staff type one. The server checks whether it is free and suggests
 * an alternative. A cleared field stays empty until the email address changes, however late a suggestion arrives.
 */
export function useUsernameSuggestion<Output>({ form, findings, panelOf }: Suggestion<Output>) {
  const { getValues, setValue, control } = form
  const { ask, found } = findings
  const edited = useRef<'typed' | 'cleared' | null>(null)
  const suggestedFor = useRef('')
  const confirmed = useRef<string | null>(null)
  const [email, serverId, withHosting] = useWatch({
    control,
    name: ['email', 'provisioning.serverId', 'withHosting'],
  })
  const rule = panelOf(serverId)?.usernameRule

  const suggest = useCallback(
    (username: string) =>
      setValue('provisioning.username', username, { shouldValidate: form.formState.isSubmitted }),
    [setValue, form],
  )
  useEffect(() => {
    if (edited.current === 'cleared' && suggestedFor.current !== email) edited.current = null
    suggestedFor.current = email
    if (edited.current) return
    confirmed.current = null
    suggest(suggestHostingUsername(email, rule))
  }, [email, rule, suggest])

  const take = useCallback(
    (answer: Found | null) => {
      if (!answer || edited.current || identityOf(answer.values) !== identityOf(getValues())) return
      confirmed.current = identityOf(answer.values)
      const { freeUsername } = answer.findings
      if (freeUsername !== null) suggest(freeUsername)
    },
    [getValues, suggest],
  )
  useEffect(() => take(found), [take, found])

  const settled = useSettled(email, settleMs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks when the typing rests, or the server changes
  useEffect(() => {
    if (withHosting && serverId) void ask()
  }, [withHosting, serverId, settled, ask])

  const onTyped = useCallback((username: string) => {
    edited.current = username === '' ? 'cleared' : 'typed'
  }, [])
  /** Waits before the submission until the server has confirmed the suggestion, if the field has one. */
  const settle = useCallback(async () => {
    const values = getValues()
    if (!values.withHosting || edited.current || confirmed.current === identityOf(values)) return
    take(await ask())
  }, [getValues, take, ask])
  const restart = useCallback(() => {
    edited.current = null
  }, [])
  return { onTyped, settle, restart }
}

/** A suggestion belongs to an email address on a server. */
const identityOf = ({ email, provisioning }: AddCustomerValues) => `${email}\n${provisioning.serverId}`
