// A part of a panel under a heading.
import type { ComponentChildren } from 'preact';

interface SectionProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Section({ title, children }: SectionProps) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
