import type { CommandWords } from './words.ts'

/** Other words, such as the value of an option, do not change the command. Files are completed if no word fits. */
export const bashScript = (commands: readonly CommandWords[]): string => `_nextpanel_billing() {
  local word path="" current="\${COMP_WORDS[COMP_CWORD]}" words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${commands
        .filter(({ path }) => path !== '')
        .map(({ path }) => `"${path}"`)
        .join(' | ')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${commands.map(({ path, words }) => `    "${path}") words="${words.map(({ word }) => word).join(' ')}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _nextpanel_billing nextpanel-billing`
