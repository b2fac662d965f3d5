/** Finds which of many literals stand in a text, in one pass over it (Aho and Corasick 1975, as a table of all steps). */
export interface Automaton {
  /** Calls `visit` with the owners of every literal found; an owner may come several times. */
  scan(text: string, visit: (owners: readonly number[]) => void): void;
  readonly states: number;
}

const ASCII = 128;

/** Capitals of ASCII count as small letters: literals are to be in lower case. */
const lowerCode = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

interface Node {
  next: Map<number, number>;
  owners: number[];
}

/** `literals` by owner, a small whole number. */
export function automatonOf(literals: ReadonlyMap<number, readonly string[]>): Automaton {
  const columns = columnsOf(literals);
  const nodes = trieOf(literals, columns.of);
  const width = columns.count;
  // Half the memory where two bytes hold the number of a state; what a scan touches should fit into the processor's cache.
  const steps = nodes.length < 2 ** 16 ? new Uint16Array(nodes.length * width) : new Uint32Array(nodes.length * width);
  const fallback = new Uint32Array(nodes.length);
  const queue: number[] = [];
  for (const [column, child] of nodes[0]!.next) {
    steps[column] = child;
    queue.push(child);
  }
  // Breadth first, so that the state to fall back to is complete when it is looked at.
  for (let index = 0; index < queue.length; index++) {
    const state = queue[index]!;
    const other = fallback[state]!;
    const { next, owners } = nodes[state]!;
    for (const owner of nodes[other]!.owners) if (!owners.includes(owner)) owners.push(owner);
    steps.copyWithin(state * width, other * width, (other + 1) * width);
    for (const [column, child] of next) {
      fallback[child] = steps[other * width + column]!;
      steps[state * width + column] = child;
      queue.push(child);
    }
  }
  const found = nodes.map(({ owners }) => (owners.length === 0 ? undefined : owners));
  const { ascii, others } = columns;
  return {
    states: nodes.length,
    scan(text, visit) {
      let state = 0;
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        const column = code < ASCII ? ascii[code]! : (others.get(code) ?? 0);
        state = steps[state * width + column]!;
        const owners = found[state];
        if (owners !== undefined) visit(owners);
      }
    },
  };
}

/** A column of the table for every character that stands in a literal; 0 is for all others. */
function columnsOf(literals: ReadonlyMap<number, readonly string[]>) {
  const ascii = new Uint8Array(ASCII);
  const others = new Map<number, number>();
  let count = 1;
  for (const literal of [...literals.values()].flat()) {
    for (let index = 0; index < literal.length; index++) {
      const code = literal.charCodeAt(index);
      if (code < ASCII ? ascii[code] !== 0 : others.has(code)) continue;
      if (code < ASCII) ascii[code] = count;
      else others.set(code, count);
      count += 1;
    }
  }
  for (let code = 65; code <= 90; code++) ascii[code] = ascii[lowerCode(code)]!;
  const of = (code: number): number => (code < ASCII ? ascii[code]! : (others.get(code) ?? 0));
  return { ascii, others, of, count };
}

function trieOf(literals: ReadonlyMap<number, readonly string[]>, columnOf: (code: number) => number): Node[] {
  const nodes: Node[] = [{ next: new Map(), owners: [] }];
  for (const [owner, words] of literals) {
    for (const word of words) {
      let state = 0;
      for (let index = 0; index < word.length; index++) {
        const column = columnOf(word.charCodeAt(index));
        let child = nodes[state]!.next.get(column);
        if (child === undefined) {
          child = nodes.length;
          nodes.push({ next: new Map(), owners: [] });
          nodes[state]!.next.set(column, child);
        }
        state = child;
      }
      if (!nodes[state]!.owners.includes(owner)) nodes[state]!.owners.push(owner);
    }
  }
  return breadthFirst(nodes);
}

/** Numbers the states by depth: scans stay near the root, and so within a small part of the table. */
function breadthFirst(nodes: readonly Node[]): Node[] {
  const order = [0];
  for (let index = 0; index < order.length; index++) order.push(...nodes[order[index]!]!.next.values());
  const places = new Uint32Array(nodes.length);
  order.forEach((state, place) => (places[state] = place));
  return order.map((state) => {
    const { next, owners } = nodes[state]!;
    return { owners, next: new Map(Array.from(next, ([column, child]) => [column, places[child]!])) };
  });
}
