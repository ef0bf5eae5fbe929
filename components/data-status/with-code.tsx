/** A sentence in which what stands between backticks is a command to type. */
export function WithCode({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={part} className="rounded-sm bg-sunken px-1 py-0.5 text-ink">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
