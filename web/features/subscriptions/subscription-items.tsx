import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import type { Subscription, SubscriptionItem } from '#contracts/subscriptions/schemas.ts'
import { mayChange } from '#contracts/subscriptions/states.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount } from '../../shared/billing/amount.tsx'
import { intervalText } from '../../shared/billing/interval.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions
const AddOnDialog = lazy(() =>
  import('./add-on-dialog.tsx').then(({ AddOnDialog }) => ({ default: AddOnDialog })),
)
const RemoveAddOnDialog = lazy(() =>
  import('./remove-add-on-dialog.tsx').then(({ RemoveAddOnDialog }) => ({ default: RemoveAddOnDialog })),
)

/** The plan and the add-ons, which staff add and remove here. */
export function SubscriptionItems({ subscription }: { subscription: Subscription }) {
  const [asked, setAsked] = useState<'add' | SubscriptionItem | null>(null)
  const may = useMay()('billing.write') && mayChange(subscription)
  const close = () => setAsked(null)
  return (
    <Panel>
      <PanelTitle
        aside={
          may && (
            <Button size="sm" onClick={() => setAsked('add')}>
              <Plus aria-hidden className="size-4" />
              {text.addOn}
            </Button>
          )
        }
      >
        {text.items}
      </PanelTitle>
      <Table>
        <thead>
          <tr>
            <Head>{text.item}</Head>
            <Head className="text-right">{text.quantity}</Head>
            <Head className="text-right">{text.price}</Head>
          </tr>
        </thead>
        <tbody>
          {subscription.items.map((item) => (
            <ItemRow
              key={item.id}
              item={item}
              onRemove={
                may && item.productKind === 'add-on' && item.untilOn === null ? () => setAsked(item) : null
              }
            />
          ))}
        </tbody>
      </Table>
      <LazyPart>
        {asked === 'add' && <AddOnDialog subscription={subscription} onClose={close} />}
        {asked !== null && asked !== 'add' && (
          <RemoveAddOnDialog subscriptionId={subscription.id} item={asked} onClose={close} />
        )}
      </LazyPart>
    </Panel>
  )
}

interface ItemRowProps {
  item: SubscriptionItem
  /** Null: it cannot be removed. */
  onRemove: (() => void) | null
}

function ItemRow({ item, onRemove }: ItemRowProps) {
  const { productName, quantity, unitAmount, taxIncluded, interval, fromOn, untilOn } = item
  return (
    <Row className="align-top">
      <Cell>
        <span className="wrap-anywhere">
          <UserText>{productName}</UserText>
        </span>
        <span className="block text-sm text-muted">
          {text.fromDay(formatLocalDate(fromOn))}
          {untilOn && ` ${text.until(formatLocalDate(untilOn))}`}
        </span>
        {onRemove && (
          <Button
            size="sm"
            variant="ghost"
            className="-ml-2"
            aria-label={text.removeOf(productName)}
            onClick={onRemove}
          >
            {text.remove}
          </Button>
        )}
      </Cell>
      <Cell numeric>{quantity}</Cell>
      <Cell numeric>
        <Amount value={unitAmount} />
        <span className="block text-sm text-muted">{intervalText(interval)}</span>
        {taxIncluded && <span className="block text-sm text-muted">{words.invoices.taxIncluded}</span>}
      </Cell>
    </Row>
  )
}
