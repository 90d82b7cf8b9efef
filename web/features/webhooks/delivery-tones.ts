import type { WebhookDeliveryState } from '#contracts/webhooks/schemas.ts'
import type { Tone } from '../../lib/tone.ts'

export const deliveryTones: Record<WebhookDeliveryState, Tone> = {
  waiting: 'warn',
  delivered: 'good',
  failed: 'bad',
}
