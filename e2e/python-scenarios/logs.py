# --- 90. what tasks print and log
import logging

lines = []


class Gather(logging.Handler):
    def emit(self, record):
        lines.append((record.name, record.getMessage()))


logging.getLogger("prefect").addHandler(Gather())


@task(log_stdout=True)
def pr(x):
    print("a\nb")
    print()
    prefect.context.logger.info("inside %s", x)


with Flow("f", executor=LocalExecutor()) as flow:
    pr.map([1])
flow.run()
equal([each for each in lines if each[0].startswith("prefect.pr")], [("prefect.pr[0]", "inside 1")])
