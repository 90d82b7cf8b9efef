const transition = /^\s*(\[\*\]|\w+) --> (\w+)/

/** Returns the transitions of a state diagram of Mermaid, without those from the start and from a state to itself. */
export const transitionsIn = (diagram: string): readonly string[] =>
  diagram.split('\n').flatMap((line) => {
    const [, from = '', to = ''] = transition.exec(line) ?? []
    return to === '' || from === '[*]' || from === to ? [] : [`${from} to ${to}`.replaceAll('_', '-')]
  })

/** Returns the transitions of a contract, without those from a state to itself. */
export const transitionsOf = (states: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  Object.entries(states).flatMap(([from, all]) =>
    all.filter((to) => to !== from).map((to) => `${from} to ${to}`),
  )
