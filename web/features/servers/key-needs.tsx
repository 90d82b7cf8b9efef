import { words } from '../../words/index.ts'

const text = words.servers

/** S14, said where the key is typed. */
export function KeyNeeds() {
  return (
    <div className="rounded-md bg-sunken px-3 py-2.5 text-sm">
      <p className="font-medium">{text.keyNeeds}</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-muted">
        {text.keyNeedsList.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <p className="mt-1 text-muted">{text.keyNeedsTest}</p>
    </div>
  )
}
