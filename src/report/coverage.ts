// Coverage of a document: its operations, their statuses, media types, parameters and examples, and the properties and
// enumerated values of their schemas. Requests leave marks. The report counts them.
import type { Contract } from '../contract/contract.ts';
import { type CoveredExchange, OperationMarks } from './coverage-marks.ts';
import { type CoverageReport, coverageReport } from './coverage-report.ts';
import { CoverageTree } from './coverage-tree.ts';

export class Coverage {
  readonly contract: Contract;
  readonly #tree: CoverageTree;
  readonly #marks = new Map<string, OperationMarks>();

  constructor(contract: Contract) {
    this.contract = contract;
    this.#tree = new CoverageTree(contract.document);
  }

  record(exchange: CoveredExchange): void {
    this.#marksOf(exchange).record(exchange);
  }

  report(): CoverageReport {
    return coverageReport(this.contract, this.#marks, this.#tree);
  }

  #marksOf({ operation }: CoveredExchange): OperationMarks {
    let marks = this.#marks.get(operation.id);
    if (!marks) {
      marks = new OperationMarks(operation, this.#tree);
      this.#marks.set(operation.id, marks);
    }
    return marks;
  }
}
