import { words } from '../../words/index.ts'

interface ServerTagsProps {
  name: string
  tags: readonly string[]
}

/** The words that a request for a server can ask for. Renders nothing without tags. */
export function ServerTags({ name, tags }: ServerTagsProps) {
  if (tags.length === 0) return null
  return (
    <ul aria-label={words.servers.tagsOf(name)} className="mt-1 flex flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag} className="rounded-sm bg-sunken px-1.5 text-sm text-muted">
          {tag}
        </li>
      ))}
    </ul>
  )
}
