import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  NewWebhookEndpoint,
  WebhookDeliveryState,
  WebhookEndpointChange,
} from '#contracts/webhooks/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'

const pageSize = 25
const refreshMs = 5000

/** All endpoints. The list is read again while a delivery waits, because it can disable its endpoint. */
export const useWebhooks = () =>
  useQuery({
    ...api.webhooks.list.queryOptions(),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ isEnabled, deliveries }) => isEnabled && deliveries.waiting > 0)
        ? refreshMs
        : false,
  })

/** The deliveries of an endpoint, newest first. The list is read again while one waits. */
export const useDeliveries = (id: string, state: WebhookDeliveryState | undefined) =>
  useInfiniteQuery({
    ...api.webhooks.deliveries.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        limit: pageSize,
        ...(state ? { state } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.items.some((one) => one.state === 'waiting')) ? refreshMs : false,
  })

export const useDelivery = (id: string) =>
  useQuery({
    ...api.webhooks.delivery.queryOptions({ input: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' ? refreshMs : false),
  })

/** The actions on webhooks. Each updates the page. */
export function useWebhookActions() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.webhooks.key() })
    }
  }
  const once = () => ({ context: { idempotencyKey: randomUuid() } })
  return {
    create: (body: NewWebhookEndpoint, idempotencyKey: string) =>
      thenRefresh(client.webhooks.create(body, { context: { idempotencyKey } })),
    change: (id: string, change: WebhookEndpointChange) =>
      thenRefresh(client.webhooks.change({ id, ...change })),
    remove: (id: string) => thenRefresh(client.webhooks.remove({ id })),
    rotateSecret: (id: string, idempotencyKey: string) =>
      thenRefresh(client.webhooks.rotateSecret({ id }, { context: { idempotencyKey } })),
    test: (id: string) => thenRefresh(client.webhooks.test({ id }, once())),
    replay: (id: string) => thenRefresh(client.webhooks.replay({ id }, once())),
    replayFailed: (id: string, since: string) =>
      thenRefresh(client.webhooks.replayFailed({ id, since }, once())),
  }
}
