import { type WebhookEventType, webhookEventTypes } from '#contracts/webhooks/events.ts'
import { words } from '../../words/index.ts'

const text = words.webhooks

interface EventFieldsProps {
  /** Null: all events. */
  value: readonly WebhookEventType[] | null
  error?: string | undefined
  onChange: (value: WebhookEventType[] | null) => void
}

/** The choice between all events and some, which are grouped by their subject. */
export function EventFields({ value, error, onChange }: EventFieldsProps) {
  const groups = Map.groupBy(webhookEventTypes, (type) => {
    const prefix = type.split('.')[0] ?? type
    return text.groups[prefix] ?? prefix
  })
  const toggle = (type: WebhookEventType, isOn: boolean) =>
    onChange(webhookEventTypes.filter((one) => (one === type ? isOn : value?.includes(one))))
  const option = (label: string, checked: boolean, choose: () => void, help?: string) => (
    <label className="flex items-start gap-2.5 py-1">
      <input
        type="radio"
        name="webhook-events"
        checked={checked}
        onChange={choose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        {label}
        {help && <span className="block text-sm text-muted">{help}</span>}
      </span>
    </label>
  )
  return (
    <fieldset aria-describedby={error ? 'webhook-events-error' : undefined}>
      <legend className="mb-1 font-medium">{text.eventsLabel}</legend>
      {option(text.allEvents, value === null, () => onChange(null), text.allEventsHelp)}
      {option(text.someEvents, value !== null, () => onChange(value === null ? [] : [...value]))}
      {error && (
        <p id="webhook-events-error" className="mb-2 text-sm text-bad">
          {error}
        </p>
      )}
      {value !== null && (
        <div className="mt-2 grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {[...groups].map(([title, types]) => (
            <fieldset key={title} className="min-w-0">
              <legend className="mb-1 text-sm text-muted">{title}</legend>
              {types.map((type) => (
                <label key={type} className="flex items-start gap-2.5 py-1">
                  <input
                    type="checkbox"
                    checked={value.includes(type)}
                    onChange={({ target }) => toggle(type, target.checked)}
                    className="mt-0.5 size-4 shrink-0 accent-accent"
                  />
                  <span className="min-w-0" title={type}>
                    {text.event(type)}
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      )}
    </fieldset>
  )
}
