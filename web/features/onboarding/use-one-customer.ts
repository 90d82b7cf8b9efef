import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { api, client } from '../../lib/api.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { isPreviewChanged } from '../../shared/billing/preview.tsx'
import { type HandOver, handOverOf } from '../../shared/hand-over/hand-over.ts'
import { answerLimitMs, isKeyReused, lostAnswer } from '../../shared/operations/lost-answer.ts'
import type { PanelChoice } from '../../shared/servers/use-panel-choice.ts'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import {
  type AddCustomerBody,
  type AddCustomerValues,
  credentialsOf,
  nextInRun,
} from './add-customer-values.ts'
import type { Ending } from './form-footer.tsx'
import { dropCustomerDraft, useCustomerDraft } from './use-customer-draft.ts'
import { useFindings } from './use-findings.ts'
import { useFollowing } from './use-following.ts'
import { useUsernameSuggestion } from './use-username-suggestion.ts'

interface OneCustomer {
  form: UseFormReturn<AddCustomerValues, unknown, AddCustomerBody>
  choices: ServerChoices
  panelOf: PanelChoice
  /** Called as soon as the customer exists, and again when the outcome is known. */
  onAdded: (result: HandOver) => void
  /** Called with the outcome of the last customer. The dialog closes. */
  onCreated: (result: HandOver) => void
  onClose: () => void
}

const formFields = [
  'email',
  'fullName',
  'companyName',
  'password',
  'provisioning.username',
  'provisioning.password',
  'provisioning.serverId',
  'subscription.priceId',
  'subscription.addOns',
] as const

/** The form for one customer, or for several customers one after another. */
export function useOneCustomer({ form, choices, panelOf, onAdded, onCreated, onClose }: OneCustomer) {
  const queryClient = useQueryClient()
  const key = useIdempotencyKey()
  const draft = useCustomerDraft(form)
  const findings = useFindings(form)
  const suggestion = useUsernameSuggestion({ form, findings, panelOf })
  const { following, follow, conclude } = useFollowing()
  const formElement = useRef<HTMLFormElement>(null)
  const wanted = useRef<Ending | null>(null)
  const [run, setRun] = useState<{ count: number; last: HandOver | null }>({ count: 0, last: null })
  const [sending, setSending] = useState<Ending | null>(null)
  const usual: Ending = run.count > 0 ? 'another' : 'close'
  const made = useRef<HandOver | null>(null)
  const busy = useRef(false)
  const { setFocus } = form
  // After the render, because the fields of a reset form do not exist before.
  useEffect(() => {
    if (run.count > 0) setFocus('email')
  }, [run.count, setFocus])

  /** @param serverId of the account: the form may have "auto" */
  const secrets = (serverId = '') => {
    const values = form.getValues()
    const server = choices.data?.find(({ id }) => id === serverId)
    return credentialsOf(values, server, panelOf(serverId)?.label)
  }
  const create = async (body: AddCustomerBody, ending: Ending) => {
    const sinceMs = performance.now()
    // The response comes immediately. Staff then follow the operation in its timeline.
    const context = { idempotencyKey: key.current(), waitSeconds: 0 }
    try {
      const answer = await client.customers.create(body, {
        context,
        signal: AbortSignal.timeout(answerLimitMs),
      })
      key.renew()
      dropCustomerDraft()
      const credentials = secrets(answer.hosting?.account.serverId ?? body.provisioning?.serverId)
      const result = handOverOf(answer, credentials)
      onAdded(result)
      made.current = result
      if (ending === 'another') return
      const hosting = answer.hosting && (await follow({ hosting: answer.hosting, sinceMs }))
      onCreated(handOverOf({ ...answer, hosting }, credentials))
    } catch (error) {
      if (isKeyReused(error)) key.renew()
      if (isPreviewChanged(error)) {
        await queryClient.invalidateQueries({ queryKey: api.subscriptions.previewNewCustomer.key() })
        form.setError('subscription.planHash', { type: 'changed' })
      }
      throw error
    } finally {
      const changed = [
        api.customers,
        ...(body.subscription ? [api.subscriptions, api.invoices, api.ledger] : []),
      ]
      for (const entity of changed) void queryClient.invalidateQueries({ queryKey: entity.key() })
    }
  }
  const { submit: submitForm, failure } = useFormSubmit({
    form,
    fields: formFields,
    say: lostAnswer,
    send: (body) => create(body, wanted.current ?? usual),
  })

  const startNext = (last: HandOver) => {
    const values = form.getValues()
    const servers = choices.data ?? []
    const same = servers.find(
      ({ id, placement }) => id === values.provisioning.serverId && placement.selectable,
    )
    const server = same ?? servers.find(({ placement }) => placement.recommended)
    setRun(({ count }) => ({ count: count + 1, last }))
    suggestion.restart()
    draft.end()
    const isAutomatic = values.provisioning.serverId === 'auto'
    form.reset(nextInRun(values, isAutomatic ? 'auto' : (server?.id ?? '')))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (busy.current) return
    busy.current = true
    const ending = wanted.current ?? usual
    wanted.current = ending
    made.current = null
    setSending(ending)
    try {
      await suggestion.settle()
      await submitForm(event)
    } finally {
      busy.current = false
      wanted.current = null
      setSending(null)
    }
    if (ending === 'another' && made.current) startNext(made.current)
  }

  const leave = () => {
    // Committed and in progress: it continues without this window.
    if (following) return conclude(following.hosting)
    if (sending) return
    dropCustomerDraft()
    onClose()
  }
  return {
    formElement,
    draft,
    findings,
    onUsernameTyped: suggestion.onTyped,
    following,
    conclude,
    failure,
    sending,
    usual,
    run,
    submit,
    /** Submits with another ending than the default. */
    submitWith: (ending: Ending) => {
      if (busy.current) return
      wanted.current = ending
      formElement.current?.requestSubmit()
    },
    leave,
  }
}
