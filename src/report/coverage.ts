// Coverage of a document: its operations, their statuses, media types, parameters and examples, and the properties and
// enumerated values of their schemas. Requests leave marks. The report counts them. Each operation has a tree of its own, so that
// a call of one operation covers nothing of another that has the same schema.
import type { Contract } from '../contract/contract.ts';
import { type CoveredExchange, OperationMarks } from './coverage-marks.ts';
import { type CoverageReport, coverageReport } from './coverage-report.ts';
import { CoverageTree } from './coverage-tree.ts';

export class Coverage {
  readonly contract: Contract;
  readonly #marks = new Map<string, OperationMarks>();

  constructor(contract: Contract) {
    this.contract = contract;
  }

  record(exchange: CoveredExchange): void {
    this.#marksOf(exchange).record(exchange);
  }

  report(): CoverageReport {
    return coverageReport(this.contract, this.#marks);
  }

  #marksOf({ operation }: CoveredExchange): OperationMarks {
    let marks = this.#marks.get(operation.id);
    if (!marks) {
      marks = new OperationMarks(operation, new CoverageTree(this.contract.document));
      this.#marks.set(operation.id, marks);
    }
    return marks;
  }
}
