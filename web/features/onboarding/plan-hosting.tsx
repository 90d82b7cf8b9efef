import { useEffect } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { Product } from '#contracts/products/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { May } from '../../shared/session/may.tsx'
import { words } from '../../words/index.ts'
import type { AddCustomerValues } from './add-customer-values.ts'

const text = words.subscriptions.plan
const times = [
  ['now', text.now, undefined],
  ['after-payment', text.afterPayment, text.afterPaymentHelp],
] as const

interface PlanHostingProps {
  product: Product
  servers: readonly Server[] | undefined
}

/** The hosting account of a plan: when it is created, its package and the tags of its server. */
export function PlanHosting({ product, servers }: PlanHostingProps) {
  const { control } = useFormContext<AddCustomerValues>()
  const withHosting = useWatch({ control, name: 'withHosting' })
  if (withHosting) return <HostingOfPlan product={product} servers={servers} />
  return (
    product.withHosting && (
      <May permission="hosting.write">
        <p className="text-sm text-muted">{text.withoutHosting}</p>
      </May>
    )
  )
}

function HostingOfPlan({ product: { packageId, serverTags }, servers }: PlanHostingProps) {
  const { control } = useFormContext<AddCustomerValues>()
  const { field: time } = useController({ control, name: 'subscription.provision' })
  const wrong = useServerForTags(serverTags, servers)
  const tags = serverTags.join(', ')
  const facts = [
    ...(packageId === null ? [] : [text.packageOf(packageId)]),
    ...(serverTags.length === 0 ? [] : [text.tagsOf(tags)]),
  ]
  return (
    <>
      <fieldset>
        <legend className="mb-1 font-medium">{text.when}</legend>
        {times.map(([value, label, help]) => (
          <label key={value} className="flex cursor-pointer items-start gap-2.5 py-1">
            <input
              type="radio"
              name={time.name}
              value={value}
              checked={time.value === value}
              onChange={() => time.onChange(value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              {label}
              {help && <span className="block text-sm text-muted">{help}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      {facts.length > 0 && <p className="text-sm wrap-anywhere text-muted">{facts.join(' ')}</p>}
      <p role="status" className="text-sm wrap-anywhere text-warn empty:hidden">
        {wrong && text.wrongServer(wrong.name, tags)}
      </p>
    </>
  )
}

/**
 * The recommended server may lack the tags of the plan. Then the API chooses among those that have them. Staff can
 * still name a server: it is returned if it lacks a tag.
 */
function useServerForTags(
  tags: readonly string[],
  servers: readonly Server[] | undefined,
): Server | undefined {
  const { control, getValues, setValue } = useFormContext<AddCustomerValues>()
  const serverId = useWatch({ control, name: 'provisioning.serverId' })
  const wanted = tags.join(' ')
  const lacks = (id: string) => {
    const server = servers?.find((one) => one.id === id)
    return server && tags.some((tag) => !server.tags.includes(tag)) ? server : undefined
  }
  // After another plan or the load of the servers, but not after a choice of staff.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chosen server stays
  useEffect(() => {
    if (lacks(getValues('provisioning.serverId'))) setValue('provisioning.serverId', 'auto')
  }, [wanted, servers === undefined])
  return lacks(serverId)
}
