import { StatusBadge } from '../../ui/status-badge.tsx'
import { Exhibit } from './exhibit.tsx'

const surfaces = ['bg-bg', 'bg-surface', 'bg-sunken', 'bg-accent', 'bg-accent-soft', 'bg-danger'] as const
const type = [
  ['text-xl font-semibold', 'Page title, 20 px'],
  ['text-lg font-semibold', 'Dialog title, 16 px'],
  ['text-base', 'Text, 14 px'],
  ['text-sm text-muted', 'Help, 13 px'],
  ['text-xs text-muted', 'Marks, 12 px'],
] as const

export function Tokens() {
  return (
    <>
      <Exhibit title="Color">
        <div className="grid grid-cols-3 gap-2">
          {surfaces.map((name) => (
            <div key={name} className="text-sm text-muted">
              <div className={`h-9 rounded-md border border-line ${name}`} />
              {name.slice(3)}
            </div>
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          {(['good', 'busy', 'warn', 'bad', 'quiet'] as const).map((tone) => (
            <StatusBadge key={tone} tone={tone} label={tone} />
          ))}
        </div>
      </Exhibit>
      <Exhibit title="Type">
        {type.map(([look, text]) => (
          <p key={look} className={look}>
            {text}
          </p>
        ))}
        <p className="wrap-anywhere">محمد بن موسى · Zoë 👩🏽‍💻 · {'Wolfeschlegelsteinhausen'.repeat(3)}</p>
      </Exhibit>
    </>
  )
}
